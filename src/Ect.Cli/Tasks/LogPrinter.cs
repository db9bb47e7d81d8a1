using System.Globalization;
using System.Text.Json;
using Ect.Cli.Frame;
using Ect.Cli.Waiting;

namespace Ect.Cli.Tasks;

/// <summary>
/// Prints streams as they come: JSON lines, or text under a heading wherever worker or stream change. What strangers'
/// programs write reaches a terminal without its control characters; a pipe gets it as it is.
/// </summary>
internal sealed class LogPrinter(CliContext context)
{
    private static readonly JsonSerializerOptions OneLine = new(CliJson.Options) { WriteIndented = false };

    private (Ethereum.Address? Worker, string Stream)? _last;

    public async Task PrintAsync(LogText text)
    {
        var writer = context.Host.Out;
        if (context.Json)
        {
            await writer.WriteLineAsync(JsonSerializer.Serialize(text, OneLine));
            await writer.FlushAsync();
            return;
        }

        if (_last != (text.Worker, text.Stream))
        {
            await writer.WriteLineAsync($"{(_last is null ? "" : "\n")}==> {text.Stream}{(text.Worker is { } worker ? $" of {Printable.Of(context.People.NameOf(worker))}" : " of the result")} <==");
            _last = (text.Worker, text.Stream);
        }

        if (text.Problem is not null)
        {
            await writer.WriteLineAsync($"… {text.Problem} …");
        }

        await writer.WriteAsync(context.Host.OutWidth is null ? text.Text : string.Concat(text.Text.Where(IsHarmless)));
        await writer.FlushAsync();
    }

    private static bool IsHarmless(char letter) => letter is '\n' or '\t' || char.GetUnicodeCategory(letter) is not (UnicodeCategory.Control or UnicodeCategory.Format);
}
