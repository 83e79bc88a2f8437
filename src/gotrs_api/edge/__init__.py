"""Where HTTP meets the application: request context, problem documents, health, the spec and Swagger UI."""
