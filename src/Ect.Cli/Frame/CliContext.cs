using System.CommandLine;
using Ect.Cli.Home;
using Ect.Cli.Wallets;
using Ect.Ethereum;
using Ect.Sdk.Networks;
using Microsoft.Extensions.Logging;
using Spectre.Console;

namespace Ect.Cli.Frame;

/// <summary>One run of a command: its options, the home folder, the network, the wallet, the consoles.</summary>
internal sealed class CliContext : IAsyncDisposable
{
    private readonly Lazy<ILoggerFactory> _logging;
    private readonly Lazy<People> _people;
    private readonly List<IAsyncDisposable> _owned = [];

    public CliContext(CliHost host, ParseResult parse)
    {
        Host = host;
        Parse = parse;
        Json = parse.GetValue(GlobalOptions.Json);
        Home = EctHome.Find(parse.GetValue(GlobalOptions.Home), host.Variable);
        Console = Consoles.Create(host.Out, host.OutWidth, host.Variable);
        Progress = Consoles.Create(host.Error, host.ErrorWidth, host.Variable);
        _logging = new(() => LogSetup.Create(Verbose));
        _people = new(() => People.Of(Wallets));
    }

    public CliHost Host { get; }

    public ParseResult Parse { get; }

    public EctHome Home { get; }

    public bool Json { get; }

    public bool Verbose => Host.Variable("ECT_VERBOSE") is "1" or "true";

    public TimeProvider Time => Host.Time;

    /// <summary>Standard output, for the answer of the command. Commands render there through <see cref="Answer"/> only.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Standard error: what happens on the way to the answer.</summary>
    public IAnsiConsole Progress { get; }

    /// <summary>Logs to standard error, one line each.</summary>
    public ILoggerFactory Logging => _logging.Value;

    /// <summary>Names for accounts in what people read; documents keep addresses.</summary>
    public People People => _people.Value;

    public WalletFolder Wallets => new(Home.Wallets);

    /// <summary>The value of an option or argument.</summary>
    public T? Value<T>(Option<T> option) => Parse.GetValue(option);

    /// <inheritdoc cref="Value{T}(Option{T})"/>
    public T? Value<T>(Argument<T> argument) => Parse.GetValue(argument);

    /// <summary>The value of an argument or option that the parser requires.</summary>
    public T Required<T>(Argument<T> argument) => Parse.GetRequiredValue(argument);

    /// <inheritdoc cref="Required{T}(Argument{T})"/>
    public T Required<T>(Option<T> option) => Parse.GetRequiredValue(option);

    /// <summary>The span of time given, or the option's default.</summary>
    public TimeSpan Span(DurationOption option) => Parse.GetValue(option) ?? option.ByDefault;

    /// <summary>The path of the network file: --network, else $ECT_NETWORK, else the network named local.</summary>
    public string NetworkPath() =>
        Home.NetworkFileOf(Parse.GetValue(GlobalOptions.Network) ?? NonEmpty("ECT_NETWORK") ?? EctHome.LocalNetwork);

    /// <summary>The network that the command works on.</summary>
    public NetworkFile Network() => NetworkFile.Load(NetworkPath());

    /// <summary>The wallet's name: --wallet, else $ECT_WALLET, else the only wallet, else "default".</summary>
    public string WalletName() => Wallets.Choose(Parse.GetValue(GlobalOptions.Wallet) ?? NonEmpty("ECT_WALLET"));

    /// <summary>Opens the wallet with its password.</summary>
    public PrivateKey Unlock()
    {
        var name = WalletName();
        return Wallets.Open(name, Passwords.For(this, name));
    }

    /// <summary>Has <paramref name="resource"/> disposed of when the command ends.</summary>
    public T Own<T>(T resource)
        where T : IAsyncDisposable
    {
        _owned.Add(resource);
        return resource;
    }

    public string? NonEmpty(string variable) => Host.Variable(variable) is { Length: > 0 } value ? value : null;

    public async ValueTask DisposeAsync()
    {
        for (var i = _owned.Count - 1; i >= 0; i--)
        {
            await _owned[i].DisposeAsync();
        }

        if (_logging.IsValueCreated)
        {
            _logging.Value.Dispose();
        }
    }
}
