using Ect.Ethereum;

namespace Ect.Contracts;

/// <summary>
/// Results of one deal that were agreed on alike: up to 256 tasks of one word of its bitmap, each with the same number of
/// votes and the same evidence against it. What a settlement is made of, see IEpochs.sol.
/// </summary>
/// <param name="Deal">The deal's position in the settlement.</param>
/// <param name="Kind">What holds for all results.</param>
/// <param name="Votes">Signers who agree on each task; at least 1.</param>
/// <param name="Word">The word of the bitmap: of task first + 256 · word + lane.</param>
/// <param name="Against">Odds of all other groups of results together, the same for each task.</param>
/// <param name="Tasks">The lanes of the tasks; not empty.</param>
/// <param name="Signers">Who agreed, ascending by position.</param>
/// <param name="Results">The result of each task, lowest lane first.</param>
public sealed record Page(
    byte Deal, PageKind Kind, byte Votes, uint Word, uint Against, LaneSet Tasks, IReadOnlyList<PageSigner> Signers, IReadOnlyList<PageResult> Results)
{
    /// <summary>Why the page is malformed; null if it is not.</summary>
    public string? Problem() => this switch
    {
        { Kind: not (PageKind.Plain or PageKind.AppFailed or PageKind.Data) } => $"flags {(int)Kind} are unknown: 0, 1 (application failed) or 2 (data) are allowed",
        { Votes: 0 } => "0 votes decide nothing",
        { Word: > EpochRules.MaxWord } => $"word {Word} is beyond {EpochRules.MaxWord}",
        { Tasks.IsEmpty: true } => "it settles no task",
        { Signers.Count: > EpochRules.MaxSigners } => $"{Signers.Count} signers are more than {EpochRules.MaxSigners}",
        _ when Results.Count != Tasks.Count => $"{Results.Count} results stand beside {Tasks.Count} tasks",
        _ => SignerProblem() ?? ResultProblem(),
    };

    /// <summary>The result of a task; null if the page does not settle it.</summary>
    /// <param name="offset">The task's index less the deal's first.</param>
    public PageResult? Find(uint offset) =>
        offset >> 8 == Word && Tasks.Contains((int)(offset & 255)) ? Results[Tasks.CountBelow((int)(offset & 255))] : null;

    /// <summary>The tasks with their results: each task's index less the deal's first.</summary>
    public IEnumerable<(uint Offset, PageResult Result)> Outcomes => Tasks.Select((lane, i) => ((Word << 8) | (uint)lane, Results[i]));

    /// <summary>Positions of the signers who agreed on a task.</summary>
    /// <param name="offset">The task's index less the deal's first; one that the page settles.</param>
    public IEnumerable<byte> AgreeingOn(uint offset) => Signers.Where(signer => signer.Agreed.Contains((int)(offset & 255))).Select(signer => signer.Position);

    /// <summary>The page's leaf in the tree of a settlement's results: keccak256(abi.encode(dealId, crew, keccak256(page))).</summary>
    /// <param name="dealId">The page's deal.</param>
    /// <param name="crew">See <see cref="CrewHash"/>.</param>
    public Bytes32 Leaf(Bytes32 dealId, Bytes32 crew) =>
        Keccak256.Hash([.. dealId.ToBytes(), .. crew.ToBytes(), .. Keccak256.Hash(PageCodec.Encode(this)).ToBytes()]);

    private string? SignerProblem()
    {
        var votes = new int[LaneSet.Size];
        for (var i = 0; i < Signers.Count; i++)
        {
            var (position, agreed) = Signers[i];
            if (i > 0 && position <= Signers[i - 1].Position)
            {
                return $"signer {position} comes after signer {Signers[i - 1].Position}: positions ascend";
            }

            if (agreed.IsEmpty || !agreed.IsSubsetOf(Tasks))
            {
                return $"signer {position} agrees on nothing, or on tasks that the page does not settle";
            }

            foreach (var lane in agreed)
            {
                votes[lane]++;
            }
        }

        var odd = Tasks.FirstOrDefault(lane => votes[lane] != Votes, -1);
        return odd < 0 ? null : $"lane {odd} has {votes[odd]} votes, not {Votes}";
    }

    private string? ResultProblem()
    {
        foreach (var result in Results)
        {
            if (result.Digest.IsZero)
            {
                return "a digest is zero";
            }

            var fits = Kind switch
            {
                PageKind.AppFailed => result.DataHash == PageResult.AppFailed,
                PageKind.Data => result.DataHash != Bytes32.Zero && result.DataHash != PageResult.AppFailed,
                _ => result.DataHash.IsZero,
            };
            if (!fits)
            {
                return $"data hash {result.DataHash} does not go with flags {(int)Kind}";
            }
        }

        return null;
    }
}
