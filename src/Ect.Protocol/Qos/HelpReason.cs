namespace Ect.Protocol.Qos;

/// <summary>Why help is bought, or not.</summary>
public enum HelpReason
{
    /// <summary>The bag is complete.</summary>
    Over,

    /// <summary>The bag goes as it should.</summary>
    NotYet,

    /// <summary>Every unfinished task has help.</summary>
    AllHelped,

    /// <summary>What is left of the budget pays nothing more.</summary>
    BudgetSpent,

    /// <summary>Nothing is completed, so that nobody can say for how long the budget must last.</summary>
    NoPace,

    /// <summary>As much help works as the budget pays until the expected end.</summary>
    Enough,

    /// <summary>The bag has a tail: help is bought.</summary>
    Tail,
}
