using Ect.Protocol.Certification;

namespace Ect.Protocol.Tests.Certification;

/// <summary>Chances and groups out of what FsCheck makes.</summary>
internal static class Chances
{
    /// <summary>Above 0, below 1.</summary>
    public static double Inside(byte number) => (number + 0.5) / 256;

    /// <summary>Groups of 1 to 8 results each, of workers with these doubts in turn.</summary>
    public static List<(ResultGroup Group, double[] Doubts)> Groups(byte[] sizes, byte[] doubts) =>
    [
        .. sizes.Take(6).Select((size, answer) =>
        {
            double[] members = [.. Enumerable.Range(0, 1 + (size % 8)).Select(i => doubts.Length == 0 ? 0.2 : Inside(doubts[(i + answer) % doubts.Length]))];
            return (new ResultGroup(answer, members.Length, members.Sum(WorkerCredibility.LogOdds)), members);
        }),
    ];

    /// <summary>Groups of this many newcomers each.</summary>
    public static ResultGroup[] Newcomers(params int[] votes) =>
        [.. votes.Select((count, answer) => new ResultGroup(answer, count, count * WorkerCredibility.LogOdds(0.2)))];
}
