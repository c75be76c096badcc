import ConfigGuard

// Everything that is wrong at once, before the first invoice is sent; 78 is the status of a refusal.
Validator.validateEnvironmentOrExit(
  contract: PackageResources.configguard_yaml, secretFiles: SecretFiles())

print("invoices sent: 0")
