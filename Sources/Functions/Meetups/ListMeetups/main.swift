import APIGateway
import LambdaRuntime
import Meetups

Lambda.serve { host in ListMeetupsHandler(listing: try .live(on: host)) }
