using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ect.Ethereum;
using Ect.Scheduler.Live;
using Ect.Scheduler.Status;
using Ect.Sdk.Errors;

namespace Ect.Cli.Waiting;

/// <summary>A scheduler's status page. Whoever publishes a pool chooses its address, so answers are bounded in time and size.</summary>
internal sealed class SchedulerPage : IDisposable
{
    private const long LargestAnswer = 8 << 20;
    private readonly Uri _address;
    private readonly HttpClient _http;

    public SchedulerPage(Uri address, TimeSpan patience)
    {
        _address = address;
        _http = new() { Timeout = patience, MaxResponseContentBufferSize = LargestAnswer };
    }

    /// <summary>Everything that is open.</summary>
    /// <exception cref="EctException">It does not answer (<see cref="ErrorCode.SchedulerUnreachable"/>).</exception>
    public async Task<SchedulerStatus> StatusAsync(CancellationToken cancellation) =>
        await GetAsync("/status", StatusJson.Default.SchedulerStatus, cancellation) ?? throw Unreachable("the page is not there.", null);

    /// <summary>One task; null if the scheduler does not know it.</summary>
    /// <exception cref="EctException">It does not answer (<see cref="ErrorCode.SchedulerUnreachable"/>).</exception>
    public Task<TaskReport?> TaskAsync(Bytes32 task, CancellationToken cancellation) => GetAsync($"/status/tasks/{task}", StatusJson.Default.TaskReport, cancellation);

    /// <summary>Some of the workers that are connected.</summary>
    /// <exception cref="EctException">It does not answer (<see cref="ErrorCode.SchedulerUnreachable"/>).</exception>
    public async Task<WorkerPage> WorkersAsync(int from, int limit, CancellationToken cancellation) =>
        await GetAsync($"/status/workers?from={from}&limit={limit}", StatusJson.Default.WorkerPage, cancellation) ?? throw Unreachable("it lists no workers: it is older than this program.", null);

    /// <summary>One worker; null if the scheduler is too old to tell.</summary>
    /// <exception cref="EctException">It does not answer (<see cref="ErrorCode.SchedulerUnreachable"/>).</exception>
    public Task<WorkerReport?> WorkerAsync(Address worker, CancellationToken cancellation) => GetAsync($"/status/workers/{worker}", StatusJson.Default.WorkerReport, cancellation);

    /// <summary>A task's sealed log, what is there or on and on until the task has ended.</summary>
    /// <exception cref="EctException">It does not answer (<see cref="ErrorCode.SchedulerUnreachable"/>).</exception>
    public async IAsyncEnumerable<LiveLine> LogsAsync(Bytes32 task, Address? worker, string? stream, bool follow, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var path = $"/status/tasks/{task}/logs?follow={(follow ? "true" : "false")}{(worker is null ? "" : $"&worker={worker}")}{(stream is null ? "" : $"&stream={stream}")}";
        HttpResponseMessage response;
        Stream body;
        try
        {
            response = await _http.GetAsync(new Uri(_address, path), HttpCompletionOption.ResponseHeadersRead, cancellation);
            body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellation);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw Unreachable(e is TaskCanceledException ? $"nothing came within {_http.Timeout.TotalSeconds:0} s." : e.Message, e);
        }

        using var owned = response;
        await using var texts = (follow ? EventsAsync(body, cancellation) : TextsAsync(body, cancellation)).GetAsyncEnumerator(cancellation);
        while (true)
        {
            LiveLine? line;
            try
            {
                if (!await texts.MoveNextAsync())
                {
                    yield break;
                }

                line = JsonSerializer.Deserialize(texts.Current, LiveJson.Default.LiveLine);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
            {
                throw Unreachable($"the log broke off: {e.Message}", e);
            }

            if (line is not null)
            {
                yield return line;
            }
        }
    }

    private static async IAsyncEnumerable<string> EventsAsync(Stream body, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var item in SseParser.Create(body).EnumerateAsync(cancellation))
        {
            if (item.EventType == "line")
            {
                yield return item.Data;
            }
        }
    }

    private static async IAsyncEnumerable<string> TextsAsync(Stream body, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var reader = new StreamReader(body);
        while (await reader.ReadLineAsync(cancellation) is { } text)
        {
            yield return text;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<T?> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        try
        {
            using var response = await _http.GetAsync(new Uri(_address, path), cancellation);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync(type, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or NotSupportedException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw Unreachable(e is TaskCanceledException ? $"nothing came within {_http.Timeout.TotalSeconds:0} s." : e.Message, e);
        }
    }

    private EctException Unreachable(string why, Exception? inner) =>
        new(ErrorCode.SchedulerUnreachable, $"The scheduler's status page at {_address} does not answer: {why}", inner: inner);
}
