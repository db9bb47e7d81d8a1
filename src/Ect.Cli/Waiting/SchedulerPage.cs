using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ect.Ethereum;
using Ect.Scheduler.Status;
using Ect.Sdk.Errors;

namespace Ect.Cli.Waiting;

/// <summary>
/// The status page of a pool's scheduler. Where several schedulers may lead, their addresses are asked one after the other until one
/// answers; that one is kept. Whoever publishes a pool chooses the addresses, so answers are bounded in time and size.
/// </summary>
internal sealed class SchedulerPage : IDisposable
{
    private const long LargestAnswer = 8 << 20;
    private readonly IReadOnlyList<Uri> _addresses;
    private readonly HttpClient _http;
    private int _first;

    /// <param name="addresses">One at least.</param>
    /// <param name="patience">How long each is waited for.</param>
    public SchedulerPage(IReadOnlyList<Uri> addresses, TimeSpan patience)
    {
        _addresses = addresses;
        _http = new() { Timeout = patience, MaxResponseContentBufferSize = LargestAnswer };
    }

    /// <summary>Where it answered last; before, where it is asked first.</summary>
    public Uri Address => _addresses[_first];

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

    /// <summary>A task's sealed log, what is there or on and on until the task has ended. The caller disposes of it.</summary>
    /// <exception cref="EctException">It does not answer (<see cref="ErrorCode.SchedulerUnreachable"/>).</exception>
    public Task<SchedulerLog> LogAsync(Bytes32 task, Address? worker, string? stream, bool follow, CancellationToken cancellation)
    {
        var path = $"/status/tasks/{task}/logs?follow={(follow ? "true" : "false")}{(worker is null ? "" : $"&worker={worker}")}{(stream is null ? "" : $"&stream={stream}")}";
        return AskAsync(path, HttpCompletionOption.ResponseHeadersRead, (address, answer) => SchedulerLog.OfAsync(address, answer, follow, cancellation), cancellation);
    }

    public void Dispose() => _http.Dispose();

    private Task<T?> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class =>
        AskAsync(path, HttpCompletionOption.ResponseContentRead, async (_, answer) =>
        {
            using var response = answer;
            return response.StatusCode == HttpStatusCode.NotFound ? null : await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(type, cancellation);
        }, cancellation);

    /// <summary>Of the addresses, beginning with the one that answered last, the first answer that can be read.</summary>
    private async Task<T> AskAsync<T>(string path, HttpCompletionOption until, Func<Uri, HttpResponseMessage, Task<T>> read, CancellationToken cancellation)
    {
        for (var (at, failures) = (_first, 1); ; (at, failures) = ((at + 1) % _addresses.Count, failures + 1))
        {
            try
            {
                var answer = await read(_addresses[at], await _http.GetAsync(new Uri(_addresses[at], path), until, cancellation));
                _first = at;
                return answer;
            }
            catch (Exception e) when (e is HttpRequestException or JsonException or NotSupportedException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
            {
                if (failures == _addresses.Count)
                {
                    throw Unreachable(e is TaskCanceledException ? $"nothing came within {_http.Timeout.TotalSeconds:0} s." : e.Message, e, at);
                }
            }
        }
    }

    private EctException Unreachable(string why, Exception? inner, int? at = null)
    {
        var others = at is null || _addresses.Count == 1 ? "" : $" Nor do the pool's other addresses: {string.Join(", ", _addresses.Where((_, index) => index != at))}.";
        return new(ErrorCode.SchedulerUnreachable, $"The scheduler's status page at {_addresses[at ?? _first]} does not answer: {why}{others}", inner: inner);
    }
}
