namespace Ect.EndToEnd.Tests.Chaos;

/// <summary>Cards drawn at random, each as often as it is in the deck before any comes again.</summary>
internal sealed class Deck<T>(IReadOnlyList<T> cards, Random random)
{
    private readonly Queue<T> shuffled = new();

    public T Draw()
    {
        if (shuffled.Count == 0)
        {
            var copy = cards.ToArray();
            random.Shuffle(copy);
            Array.ForEach(copy, shuffled.Enqueue);
        }

        return shuffled.Dequeue();
    }
}
