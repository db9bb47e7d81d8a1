namespace Ect.Bench;

/// <summary>Lines for whoever waits, on the error output: the report alone goes to the other one.</summary>
internal sealed class Progress
{
    private readonly bool _isTerminal = !Console.IsErrorRedirected;

    public void Say(string line) => Console.Error.WriteLine(_isTerminal ? $"\r\u001b[K{line}" : line);

    /// <summary>A line that the next one replaces on a terminal.</summary>
    public void Show(string line) => Console.Error.Write(_isTerminal ? $"\r\u001b[K{line}" : line + "\n");
}
