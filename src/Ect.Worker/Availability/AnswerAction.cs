namespace Ect.Worker.Availability;

/// <summary>What a worker does about a challenged block.</summary>
internal abstract record AnswerAction
{
    private AnswerAction()
    {
    }

    /// <summary>Bring the result back to the content store, so that the challenger withdraws.</summary>
    public sealed record Upload : AnswerAction;

    /// <summary>Publish the block on chain.</summary>
    public sealed record Publish : AnswerAction;

    /// <summary>Nothing for now, or nothing that this worker could do.</summary>
    /// <param name="Why">For people.</param>
    /// <param name="IsHarmful">Whether somebody has to do something about it, or stakes are lost.</param>
    public sealed record Wait(string Why, bool IsHarmful = false) : AnswerAction;
}
