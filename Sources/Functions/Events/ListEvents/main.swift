import APIGateway
import Events
import LambdaRuntime

Lambda.serve { host in ListEventsHandler(listing: try .live(on: host)) }
