namespace Ect.Protocol.Certification;

/// <summary>
/// Whether a worker is checked, and on what. Both are left to chance: a check that can be told from work checks nobody.
/// </summary>
public static class SpotCheck
{
    /// <summary>Whether the worker's next piece of work is a check.</summary>
    /// <param name="policy">Has the rate q.</param>
    /// <param name="roll">Chance, from 0, below 1.</param>
    public static bool IsDue(CertificationPolicy policy, double roll) => roll < policy.CheckRate;

    /// <summary>
    /// A task whose result is known and that the worker has not seen; false if there is none. From a place left to chance the
    /// next one that will do.
    /// </summary>
    /// <param name="known">Tasks whose result is known: computed before, or accepted.</param>
    /// <param name="hasSeen">Whether the worker knows the task, and so might recognise it.</param>
    /// <param name="roll">Chance, from 0, below 1.</param>
    /// <param name="chosen">The task.</param>
    public static bool TryChoose<T>(IReadOnlyList<T> known, Func<T, bool> hasSeen, double roll, out T? chosen)
    {
        var start = (int)(roll * known.Count);
        for (var i = 0; i < known.Count; i++)
        {
            var candidate = known[(start + i) % known.Count];
            if (!hasSeen(candidate))
            {
                chosen = candidate;
                return true;
            }
        }

        chosen = default;
        return false;
    }
}
