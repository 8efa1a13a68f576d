import APIGateway
import LambdaRuntime
import People

Lambda.serve { host in ExportUserHandler(export: try .live(on: host)) }
