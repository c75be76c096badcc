environment             = "production"
backup_retention_period = 14
deletion_protection     = true
cors_allowed_origins    = ["https://shop.orchard.example"]
