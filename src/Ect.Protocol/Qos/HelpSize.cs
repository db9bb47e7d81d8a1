namespace Ect.Protocol.Qos;

/// <summary>How much of the budget is spent at once (SpeQuloS, HPDC 2012: G and C).</summary>
public enum HelpSize
{
    /// <summary>As much help as the budget pays.</summary>
    Greedy,

    /// <summary>So much that the budget lasts for as long as the bag is expected to take at its pace so far.</summary>
    Conservative,
}
