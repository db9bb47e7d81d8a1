using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Ect.Scheduler.Live;
using Ect.Sdk.Errors;

namespace Ect.Cli.Waiting;

/// <summary>A task's sealed log as one scheduler sends it. Not for concurrent callers.</summary>
internal sealed class SchedulerLog : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly CancellationTokenSource _stop;
    private readonly IAsyncEnumerator<string> _texts;
    private Task<LiveLine?>? _next;

    private SchedulerLog(Uri address, HttpResponseMessage response, Stream body, bool isFollowed, CancellationToken cancellation)
    {
        Address = address;
        _response = response;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _texts = (isFollowed ? EventsAsync(LogBody.OfEvents(body), _stop.Token) : TextsAsync(LogBody.OfLines(body, LogReader.Silence, TimeProvider.System), _stop.Token)).GetAsyncEnumerator(_stop.Token);
    }

    /// <summary>Where it comes from.</summary>
    public Uri Address { get; }

    /// <summary>Takes over an answer, and its body that may be on its way.</summary>
    /// <param name="address">Who gave it.</param>
    /// <param name="answer">Disposed of with the log, or now if it is a refusal.</param>
    /// <param name="isFollowed">Whether it goes on until the task has ended.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="HttpRequestException">It is a refusal.</exception>
    public static async Task<SchedulerLog> OfAsync(Uri address, HttpResponseMessage answer, bool isFollowed, CancellationToken cancellation)
    {
        try
        {
            return new(address, answer, await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellation), isFollowed, cancellation);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>The next line; null if it was the last.</summary>
    /// <exception cref="EctException">It broke off (<see cref="ErrorCode.SchedulerUnreachable"/>).</exception>
    /// <exception cref="TimeoutException">None came within <paramref name="patience"/>; it can be waited for again.</exception>
    public async Task<LiveLine?> NextAsync(TimeSpan patience, TimeProvider time)
    {
        _next ??= ReadAsync();
        var line = await _next.WaitAsync(patience, time, _stop.Token);
        _next = null;
        return line;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await ((Task?)_next ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _texts.DisposeAsync();
        _response.Dispose();
        _stop.Dispose();
    }

    private async Task<LiveLine?> ReadAsync()
    {
        try
        {
            while (await _texts.MoveNextAsync())
            {
                if (JsonSerializer.Deserialize(_texts.Current, LiveJson.Default.LiveLine) is { } line)
                {
                    return line;
                }
            }

            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            throw new EctException(ErrorCode.SchedulerUnreachable, $"The scheduler's status page at {Address} does not answer: the log broke off: {e.Message}", inner: e);
        }
    }

    private static async IAsyncEnumerable<string> EventsAsync(Stream body, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancellation))
        {
            if (item.EventType == "ended")
            {
                yield break;
            }

            if (item.EventType == "line")
            {
                yield return item.Data;
            }
        }

        throw new IOException("it stopped before the task had ended.");
    }

    private static async IAsyncEnumerable<string> TextsAsync(Stream body, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = new StreamReader(body);
        while (await reader.ReadLineAsync(cancellation) is { } text)
        {
            yield return text;
        }
    }
}
