import APIGateway
import Events
import LambdaRuntime

Lambda.serve { host in DeleteEventHandler(events: try .live(on: host)) }
