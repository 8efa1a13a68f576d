import APIGateway
import Events
import LambdaRuntime

Lambda.serve { host in UpdateEventHandler(events: try .live(on: host)) }
