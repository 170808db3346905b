# A skeleton: versions and inputs. It creates nothing yet; README.md says what is planned.
terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}

provider "aws" {
  region = var.region

  default_tags {
    tags = { Project = "polyreel", Environment = var.environment }
  }
}

variable "region" {
  description = "Where everything stands, for example eu-central-1."
  type        = string
}

variable "environment" {
  description = "Which of several installations this is, for example staging."
  type        = string
}

locals {
  # The buckets that services know by these names (libs/contracts, storage-reference.ts).
  buckets = ["user-uploads", "generated-content", "thumbnails", "temp-files"]
}
