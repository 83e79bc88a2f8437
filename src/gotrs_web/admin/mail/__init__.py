"""Mail on its way in and out."""
