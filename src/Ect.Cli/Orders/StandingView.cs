using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Contracts;
using Ect.Sdk.Orders;
using Spectre.Console;

namespace Ect.Cli.Orders;

/// <summary>An offer that stands on chain, as commands show it.</summary>
internal sealed record StandingView(OfferState State, OrderLine Order)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public string StateText => State switch
    {
        OfferState.Open => "open",
        OfferState.UsedUp => "used up",
        OfferState.Withdrawn => "withdrawn",
        OfferState.Expired => "expired",
        _ => "worth nothing: who made it has sold the asset",
    };

    public static StandingView Of(StandingOffer offer, NameBook names) => new(
        offer.State,
        OrderLine.Of(offer.Summary, offer.Document, names.NameOf(offer.Summary.Kind.Asset(), offer.Summary.Asset), offer.Owner, offer.Remaining));

    public Answer ToAnswer() => Answer.Of(this, static (console, view) =>
    {
        view.Order.Render(console);
        console.WriteLine($"on chain  {view.StateText}");
    });
}
