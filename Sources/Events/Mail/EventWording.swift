import Bytes
import Mail
import Platform
import Profiles

/// The wording of an event's news, in the user's language.
struct EventWording {
    let order: NoticeOrder
    let time: AnnouncedTime
    /// The address of the event's page; empty without one.
    let page: String
    /// A Boolean value that is true if the mail has a file for the user's calendar.
    let hasFile: Bool

    private var event: AnnouncedEvent { order.event }
    private var title: String { PlainText.line(event.title) }

    /// The text of the whole mail.
    var letter: Letter {
        Letter(
            subject: subject, language: order.language,
            [.paragraph(greeting), .paragraph(opening.text(in: order.language)), .title(title), .facts(facts)]
                + (order.isEnd ? [] : [.paragraph(event.description)])
                + (page.isEmpty ? [] : [.button(button, to: page), .link(more, to: page)])
                + [closing].compactMap { $0.map { .closing($0.text(in: order.language)) } })
    }

    /// The text of the entry in the calendar.
    var note: String {
        let end = time.isEndMadeUp ? [endNote] : []
        return ([event.description] + end + (page.isEmpty ? [] : ["\(more)\n\(page)"])).joined(separator: "\n\n")
    }

    private var subject: String {
        let what =
            switch order.kind {
            case .registered: phrase("You have a seat", "Vous avez une place")
            case .waitlisted: phrase("Waiting list", "Liste d’attente")
            case .promoted: phrase("A seat for you", "Une place pour vous")
            case .unregistered where order.hasSeat: phrase("No longer registered", "Inscription annulée")
            case .unregistered: phrase("No longer waiting", "Liste d’attente quittée")
            case .cancelled: phrase("Cancelled", "Annulé")
            case .postponed: phrase("Postponed", "Reporté")
            case .changed: phrase("Changed", "Modifié")
            }
        return phrase("\(what): \(title)", "\(what) : \(title)")
    }

    private var greeting: String {
        phrase("Hello \(order.contact.name),", "Bonjour \(order.contact.name),")
    }

    private var facts: [Letter.Fact] {
        let when =
            order.isTentative ? phrase("When (tentative):", "Quand (à confirmer) :") : phrase("When:", "Quand :")
        return [
            Letter.Fact(when, time.words(in: order.language)),
            Letter.Fact(phrase("Where:", "Où :"), event.location),
            Letter.Fact(phrase("Organizer:", "Organisation :"), event.organizer),
        ]
    }

    private var endNote: String {
        phrase(
            "No end is announced: calendars show one hour.",
            "Aucune fin n’est annoncée : les agendas affichent une heure.")
    }

    private var button: String { phrase("Open the event’s page", "Ouvrir la page de l’événement") }
    private var more: String { phrase("More about the event:", "En savoir plus sur l’événement :") }

    private func phrase(_ english: String, _ french: String) -> String {
        Phrase(english: english, french: french).text(in: order.language)
    }
}

extension EventWording {
    /// The news, and what it means for the user.
    private var opening: Phrase {
        switch order.kind {
        case .registered:
            Phrase(english: "You have a seat at “\(title)”.", french: "Vous avez une place à « \(title) ».")
        case .waitlisted: waiting
        case .promoted:
            Phrase(
                english: "A seat at “\(title)” is free now, and it is yours.",
                french: "Une place s’est libérée à « \(title) » : elle est à vous.")
        case .unregistered where order.hasSeat:
            Phrase(
                english: "You are no longer registered for “\(title)”: your seat is given up.",
                french: "Vous n’êtes plus inscrit(e) à « \(title) » : votre place est rendue.")
        case .unregistered:
            Phrase(
                english: "You are no longer on the waiting list for “\(title)”.",
                french: "Vous n’êtes plus sur la liste d’attente de « \(title) ».")
        case .cancelled:
            Phrase(english: "“\(title)” is cancelled.", french: "L’événement « \(title) » est annulé.")
        case .postponed:
            Phrase(
                english: "“\(title)” is postponed: it does not take place as planned. \(kept.english)",
                french: "L’événement « \(title) » est reporté : il n’aura pas lieu comme prévu. \(kept.french)")
        case .changed:
            Phrase(
                english: "There is news of “\(title)”; this is how it stands now. \(kept.english)",
                french: "Il y a du nouveau pour « \(title) » ; voici où en sont les choses. \(kept.french)")
        }
    }

    private var waiting: Phrase {
        let place = order.position.map { Phrase(english: ", at number \($0)", french: ", au numéro \($0)") }
        return Phrase(
            english: "There is no free seat at “\(title)”. You are on the waiting list\(place?.english ?? ""); "
                + "we will write to you when a seat is yours.",
            french: "Il n’y a plus de place à « \(title) ». Vous êtes sur la liste d’attente\(place?.french ?? "") ; "
                + "nous vous écrirons dès qu’une place sera à vous.")
    }

    private var kept: Phrase {
        order.hasSeat
            ? Phrase(english: "You keep your seat.", french: "Vous gardez votre place.")
            : Phrase(
                english: "You keep your place on the waiting list.",
                french: "Vous gardez votre rang sur la liste d’attente.")
    }

    /// The purpose of the file; nil without a file.
    private var closing: Phrase? {
        guard hasFile else { return nil }
        let end = time.isEndMadeUp && !order.isEnd ? " \(endNote)" : ""
        let purpose =
            switch order.kind {
            case _ where order.isEnd:
                Phrase(
                    english: "The attached file takes the event out of your calendar.",
                    french: "Le fichier joint retire l’événement de votre agenda.")
            case .postponed:
                Phrase(
                    english: "The attached file marks the event as tentative in your calendar.",
                    french: "Le fichier joint indique dans votre agenda que l’événement est à confirmer.")
            case .changed:
                Phrase(
                    english: "The attached file brings your calendar up to date.",
                    french: "Le fichier joint met votre agenda à jour.")
            default:
                Phrase(
                    english: "Open the attached file to have the event in your calendar.",
                    french: "Ouvrez le fichier joint pour avoir l’événement dans votre agenda.")
            }
        return Phrase(english: purpose.english + end, french: purpose.french + end)
    }
}
