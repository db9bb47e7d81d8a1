using Ect.Ethereum.Keys;

namespace Ect.Cli.Frame;

/// <summary>What a command line sees of its process: streams, environment, clock. Tests bring their own.</summary>
internal sealed record CliHost
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public required TextReader In { get; init; }

    /// <summary>Reads one environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Columns of the terminal that shows <see cref="Out"/>; null if it is a file or a pipe.</summary>
    public int? OutWidth { get; init; }

    /// <summary>Columns of the terminal that shows <see cref="Error"/>; null if it is a file or a pipe.</summary>
    public int? ErrorWidth { get; init; }

    /// <summary>Asks on the terminal without echo; null where nobody can answer.</summary>
    public Func<string, string>? AskSecret { get; init; }

    /// <summary>How hard new wallets are to break; null for the standard. Tests have no time for that.</summary>
    public KeystoreOptions? WalletStrength { get; init; }

    public static CliHost OfThisProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        In = Console.In,
        Variable = Environment.GetEnvironmentVariable,
        OutWidth = Console.IsOutputRedirected ? null : Console.WindowWidth,
        ErrorWidth = Console.IsErrorRedirected ? null : Console.WindowWidth,
        AskSecret = Console.IsInputRedirected ? null : SecretPrompt.Ask,
    };
}
