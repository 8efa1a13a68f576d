import APIGateway
import LambdaRuntime
import Service

Lambda.serve { host in ShowAPIDocumentHandler(document: try .live(on: host)) }
