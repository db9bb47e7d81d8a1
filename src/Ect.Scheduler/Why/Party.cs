namespace Ect.Scheduler.Why;

/// <summary>Who can do something about it, or should have.</summary>
public enum Party
{
    /// <summary>Nobody: it goes as it should.</summary>
    Nobody,

    /// <summary>Who bought the task, with what it asks for.</summary>
    Requester,

    /// <summary>The application's publisher.</summary>
    App,

    /// <summary>The dataset's publisher.</summary>
    Dataset,

    /// <summary>The worker.</summary>
    Worker,

    /// <summary>The pool: its owner and scheduler.</summary>
    Pool,

    /// <summary>The chain, its nodes and the lines between.</summary>
    Network,
}
