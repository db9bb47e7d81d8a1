using Ect.Content;
using Ect.Content.Trees;
using Ect.Protocol.Tasks;
using Ect.Wire;

namespace Ect.Worker.Inputs;

/// <summary>Inputs that are parts of a tree, each task's own perhaps.</summary>
internal sealed partial class InputPreparer
{
    private const int NamesShown = 10;

    /// <summary>The content id behind an address: of a path only the folders on the way are fetched.</summary>
    private async Task<string> LocateAsync(string what, string text, uint index, CancellationToken cancellationToken)
    {
        if (!InputAddress.TryParse(text, out var address, out var fault))
        {
            throw new InputException(Blame.Request, $"{what} {fault}");
        }

        if (address.Segments.Count == 0)
        {
            return address.Root;
        }

        var path = address.PathOf(index);
        var full = string.Join('/', path.Prepend(address.Root));
        if (!Cid.TryParse(address.Root, out var root))
        {
            throw new InputException(Blame.Request, $"{what} is {full}, whose beginning is no content id of ECT: a CIDv1 in base32 with sha2-256.");
        }

        try
        {
            return await cache.ResolveAsync(root, path, cancellationToken) switch
            {
                PathOutcome.Found found => found.Link.Cid.ToString(),
                PathOutcome.NoFolder file => throw new InputException(Blame.Request, $"{what} is {full}, but {Upto(file.Depth)} is a file, not a folder."),
                PathOutcome.NoEntry missing => throw new InputException(Blame.Request, $"{what} is {full}, but the folder {Upto(missing.Depth)} has no entry '{path[missing.Depth]}': {Names(missing.Names)}"),
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            };
        }
        catch (Exception e) when (BlameOf(e, Blame.Request) is { } blame)
        {
            throw new InputException(blame, $"{what} ({full}) cannot be had: {e.Message}", e);
        }

        string Upto(int depth) => string.Join('/', path.Take(depth).Prepend(address.Root));
    }

    private static string Names(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "it is empty.",
        <= NamesShown => $"it has {Quoted(names)}.",
        _ => $"it has {names.Count}, the first of them {Quoted(names.Take(NamesShown))}.",
    };

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{(name.Length <= 40 ? name : name[..40] + "…")}'"));
}
