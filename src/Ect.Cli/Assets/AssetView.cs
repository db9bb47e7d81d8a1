using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Ethereum;
using Ect.Contracts;
using Ect.Sdk.Assets;
using Ect.Sdk.Seats;
using Spectre.Console;

namespace Ect.Cli.Assets;

/// <summary>An asset as commands show it.</summary>
// Name: The user's own name for it, if there is one.
// Title: The name that its publisher gave it: anybody can give any.
internal sealed record AssetView(AssetKind Kind, string Id, string? Name, string? Title, string? Description, Address Owner, string Cid, Bytes32 Checksum, Address? Scheduler, Uri? SchedulerUrl, Uri? StatusUrl)
{
    /// <summary>Of a pool of which several schedulers may lead: where else workers may find it.</summary>
    public IReadOnlyList<Uri>? OtherSchedulerUrls { get; init; }

    /// <summary>Of a pool of which several schedulers may lead: where else its status may answer.</summary>
    public IReadOnlyList<Uri>? OtherStatusUrls { get; init; }

    /// <summary>Of a pool that was asked for by itself.</summary>
    public RosterState? Roster { get; init; }

    public static AssetView Of(AssetInfo asset, NameBook names) => new(
        asset.Kind,
        AssetId.Format(asset.Id),
        names.NameOf(asset.Kind, asset.Id),
        asset.Metadata.Name,
        asset.Metadata.Description,
        asset.Owner,
        asset.Cid,
        asset.Checksum,
        asset.Scheduler,
        asset.Metadata.Scheduler,
        asset.Metadata.Status)
    {
        OtherSchedulerUrls = asset.Metadata.OtherSchedulers,
        OtherStatusUrls = asset.Metadata.OtherStatuses,
    };

    public void Render(IAnsiConsole console)
    {
        Line("id", Id);
        Line("name", Name);
        Line("title", Title);
        Line("about", Description);
        Line("owner", Owner);
        Line("content", Cid);
        Line("checksum", Checksum);
        Line("scheduler", Scheduler);
        Line("workers at", SchedulerUrl);
        Lines("or at", OtherSchedulerUrls);
        Line("status at", StatusUrl);
        Lines("or at", OtherStatusUrls);
        Line("seats", Roster is null ? null : Roster.IsOpen ? $"{Roster.Seats}, with a bond of {Units.FormatEther(Roster.SeatBond)} ECT each at least" : "none: its owner has opened no roster");

        void Lines(string label, IReadOnlyList<Uri>? values)
        {
            foreach (var value in (values ?? []).Take(AssetMetadata.MostAddresses))
            {
                Line(label, value);
            }
        }

        void Line(string label, object? value)
        {
            if (value is not null)
            {
                console.WriteLine($"{label,-11}{Printable.Of(value.ToString()!)}");
            }
        }
    }
}
