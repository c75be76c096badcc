environment             = "production"
backup_retention_period = 0
deletion_protection     = false
cors_allowed_origins    = ["*"]
