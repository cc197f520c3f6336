namespace SupplyChain.Images.Registries.Login;

/// <summary>Results of slow questions, each asked once for all who need it at the same time, and again when it is no longer valid.</summary>
internal sealed class Shared<TKey, TValue>
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, Task<TValue>> answers = [];

    /// <summary>The answer that is known and valid, or is being asked for; else asks.</summary>
    public Task<TValue> GetAsync(TKey key, Func<TValue, bool> isValid, Func<Task<TValue>> ask)
    {
        lock (gate)
        {
            return answers.TryGetValue(key, out var known) && (!known.IsCompleted || IsAnswer(known, isValid))
                ? known
                : answers[key] = ask();
        }
    }

    /// <summary>The answer that is known and valid; null where there is none.</summary>
    public TValue? TryGet(TKey key, Func<TValue, bool> isValid)
    {
        lock (gate)
        {
            return answers.TryGetValue(key, out var known) && IsAnswer(known, isValid) ? known.Result : default;
        }
    }

    /// <summary>Forgets the answer, if it is this one.</summary>
    public void Remove(TKey key, Func<TValue, bool> isIt)
    {
        lock (gate)
        {
            if (answers.TryGetValue(key, out var known) && IsAnswer(known, isIt))
            {
                _ = answers.Remove(key);
            }
        }
    }

    private static bool IsAnswer(Task<TValue> task, Func<TValue, bool> isIt) => task.IsCompletedSuccessfully && isIt(task.Result);
}
