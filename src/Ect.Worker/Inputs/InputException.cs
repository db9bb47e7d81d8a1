using Ect.Wire;

namespace Ect.Worker.Inputs;

/// <summary>A task cannot get what it needs to run, and whose fault that is.</summary>
internal sealed class InputException(Blame blame, string message, Exception? inner = null) : Exception(message, inner)
{
    public Blame Blame { get; } = blame;
}
