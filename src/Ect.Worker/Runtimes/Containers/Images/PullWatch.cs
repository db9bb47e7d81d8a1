using Docker.DotNet.Models;

namespace Ect.Worker.Runtimes.Containers.Images;

/// <summary>Listens to a pull: adds up its layers, tells how far it is, and stops what grows beyond the limit.</summary>
internal sealed class PullWatch(long maxBytes, Action tooLarge, Action<long, long> progress, TimeProvider time) : IProgress<JSONMessage>
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Done, long Total)> layers = [];
    private long lastTold = time.GetTimestamp();

    /// <summary>What went wrong, or null.</summary>
    public string? Error { get; private set; }

    public void Report(JSONMessage value)
    {
        lock (gate)
        {
            Error ??= value.ErrorMessage ?? value.Error?.Message;
            if (value is not { ID: { Length: > 0 } layer, Status: "Downloading", Progress: { } step })
            {
                return;
            }

            layers[layer] = (step.Current, Math.Max(step.Total, step.Current));
            var total = layers.Values.Sum(l => l.Total);
            if (total > maxBytes)
            {
                tooLarge();
            }
            else if (time.GetElapsedTime(lastTold) >= s_pause)
            {
                lastTold = time.GetTimestamp();
                progress(layers.Values.Sum(l => l.Done), total);
            }
        }
    }
}
