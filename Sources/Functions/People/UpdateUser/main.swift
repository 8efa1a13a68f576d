import APIGateway
import LambdaRuntime
import People

Lambda.serve { host in UpdateUserHandler(people: try .live(on: host)) }
