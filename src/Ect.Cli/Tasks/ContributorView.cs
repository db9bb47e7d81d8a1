using Ect.Cli.Frame;
using Ect.Cli.Home;
using Ect.Ethereum;
using Ect.Sdk.Tasks;

namespace Ect.Cli.Tasks;

/// <summary>One worker's part in a task.</summary>
// Amount: Earned if right or honoured, lost if wrong or silent.
// Vote: The hash that it voted for, once that is public.
internal sealed record ContributorView(Address Worker, ContributorOutcome Outcome, Amount Amount, Bytes32? Vote)
{
    public string[] Cells(People people) => [people.NameOf(Worker), Outcome.ToString().ToLowerInvariant(), Money(), Vote is { } vote ? ShortId.Of(vote) : ""];

    private string Money() => Outcome switch
    {
        ContributorOutcome.Right or ContributorOutcome.Honoured => $"+{Amount}",
        ContributorOutcome.Wrong or ContributorOutcome.Silent => $"-{Amount}",
        _ => "",
    };
}
