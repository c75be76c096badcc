import ConfigGuard

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

do {
  let contract = try Contract(yaml: PackageResources.configguard_yaml)
  // Everything that is wrong at once, before the first invoice is sent.
  try Validator(contract: contract).requireValidEnvironment(secretFiles: SecretFiles())
} catch {
  for byte in "\(error)\n".utf8 { putc(Int32(byte), stderr) }
  // EX_CONFIG: another try finds the same.
  exit(78)
}

print("invoices sent: 0")
