"""What people see: view models in, Block Kit out."""
