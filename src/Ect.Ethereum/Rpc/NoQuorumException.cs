namespace Ect.Ethereum.Rpc;

/// <summary>Too few endpoints agree on what was read: nothing is believed that money depends on.</summary>
/// <param name="method">The method that was asked.</param>
/// <param name="quorum">How many had to agree.</param>
/// <param name="answers">Who said what.</param>
public sealed class NoQuorumException(string method, int quorum, IReadOnlyList<NodeAnswer> answers)
    : Exception(
        $"{quorum} of the chain's {answers.Count} endpoints must agree on {method}, and they do not: {string.Join("; ", answers.Select(answer => $"{answer.Endpoint} says {answer.Said}"))}. "
        + "Nothing was done; it is asked again. If it stays so, take the wrong endpoint out of the list.")
{
    /// <summary>The method that was asked.</summary>
    public string Method { get; } = method;

    /// <summary>How many had to agree.</summary>
    public int Quorum { get; } = quorum;

    /// <summary>Who said what.</summary>
    public IReadOnlyList<NodeAnswer> Answers { get; } = answers;
}
