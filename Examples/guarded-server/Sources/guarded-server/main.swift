import ConfigGuard
import Glibc

Validator.validateEnvironmentOrExit(contract: contractText)

if variable("CHECK_ONLY") == "1" {
  print("listening")
} else {
  let port = variable("PORT").flatMap { UInt16($0) } ?? 8080
  signal(SIGTERM) { _ in _exit(0) }
  signal(SIGPIPE, SIG_IGN)
  guard let server = HTTPServer(port: port) else {
    writeText("cannot listen on 127.0.0.1:\(port)\n", to: STDERR_FILENO)
    exit(1)
  }
  writeText("listening on 127.0.0.1:\(port)\n", to: STDOUT_FILENO)
  server.run()
}
