import ConfigGuard
import Hummingbird

// Everything that is wrong at once, before anything is opened.
let (port, origins, token) = Validator.valuesOrExit(
  Settings.port, Settings.origins, Settings.token,
  contract: try Contract(yaml: PackageResources.configguard_yaml), secretFiles: SecretFiles())

let router = Router()
router.add(middleware: AllowedOrigins(origins: Set(origins ?? [])))
router.get("health") { _, _ in HTTPResponse.Status.ok }
router.group("orders")
  .add(middleware: BearerToken(token: token))
  .get { _, _ in "no orders\n" }

let server = Application(
  router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)))
try await server.runService()
