import APIGateway
import Events
import LambdaRuntime

Lambda.serve { host in GetEventHandler(events: try .live(on: host)) }
