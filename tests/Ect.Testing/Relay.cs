using System.Net;
using System.Net.Sockets;

namespace Ect.Testing;

/// <summary>Passes TCP connections on to a port of this machine.</summary>
public sealed class Relay : IDisposable
{
    private readonly TcpListener listener;
    private readonly int target;
    private readonly CancellationTokenSource stopping = new();
    private volatile CancellationTokenSource cutting = new();

    /// <summary>Listens from now on.</summary>
    /// <param name="address">Where it listens, on a free port.</param>
    /// <param name="target">A loopback port.</param>
    public Relay(IPAddress address, int target)
    {
        this.target = target;
        listener = new TcpListener(address, 0);
        listener.Start();
        Url = new Uri($"http://{listener.LocalEndpoint}");
        _ = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Breaks all connections, and takes no new one.</summary>
    public void Cut() => cutting.Cancel();

    /// <summary>Takes new connections again.</summary>
    public void Mend() => cutting = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        stopping.Cancel();
        cutting.Cancel();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = PassAsync(await listener.AcceptTcpClientAsync(stopping.Token), cutting.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task PassAsync(TcpClient near, CancellationToken cut)
    {
        using var far = new TcpClient();
        using (near)
        {
            try
            {
                cut.ThrowIfCancellationRequested();
                await far.ConnectAsync(IPAddress.Loopback, target, cut);
                await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), cut), far.GetStream().CopyToAsync(near.GetStream(), cut));
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or IOException)
            {
                // Either side ended, or the cable is cut: both ends see a broken connection.
            }
        }
    }
}
