namespace Ect.Worker.Sessions;

/// <summary>Lets so many messages through at once and so many a second after that, by waiting. Not for concurrent callers.</summary>
internal sealed class Pace(double perSecond, int burst, TimeProvider time)
{
    private double tokens = burst;
    private long filledAt = time.GetTimestamp();

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        Fill();
        if (tokens < 1)
        {
            await Task.Delay(TimeSpan.FromSeconds((1 - tokens) / perSecond), time, cancellationToken);
            Fill();
        }

        tokens--;
    }

    private void Fill()
    {
        var now = time.GetTimestamp();
        tokens = Math.Min(burst, tokens + (time.GetElapsedTime(filledAt, now).TotalSeconds * perSecond));
        filledAt = now;
    }
}
