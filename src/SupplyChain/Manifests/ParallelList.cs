using System.Runtime.ExceptionServices;

namespace SupplyChain.Manifests;

/// <summary>Makes the items of a list on all processors, and lets it look as if they were made one after the other.</summary>
internal static class ParallelList
{
    /// <summary>The items, in order. Of several failures the first in order is thrown, as it was.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="make">Makes one by its index; indices are handed out in order.</param>
    public static T[] Of<T>(int count, Func<int, T> make)
    {
        var list = new Making<T>(count, index => Task.FromResult(make(index)));
        Parallel.For(0, Workers(count), _ => list.WorkAsync().GetAwaiter().GetResult());
        return list.Items();
    }

    /// <summary>The items, in order, some of which wait for others than this process.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="make">Makes one by its index; indices are handed out in order.</param>
    public static async Task<T[]> OfAsync<T>(int count, Func<int, Task<T>> make)
    {
        var list = new Making<T>(count, make);
        await Task.WhenAll(Enumerable.Range(0, Workers(count)).Select(_ => Task.Run(list.WorkAsync)));
        return list.Items();
    }

    private static int Workers(int count) => Math.Min(count, Environment.ProcessorCount);

    private sealed class Making<T>(int count, Func<int, Task<T>> make)
    {
        private readonly T[] items = new T[count];
        private readonly ExceptionDispatchInfo?[] failures = new ExceptionDispatchInfo?[count];
        private int next = -1;

        public T[] Items()
        {
            Array.Find(failures, failure => failure is not null)?.Throw();
            return items;
        }

        public async Task WorkAsync()
        {
            for (var index = Interlocked.Increment(ref next); index < count; index = Interlocked.Increment(ref next))
            {
                try
                {
                    items[index] = await make(index);
                }
#pragma warning disable CA1031 // Whatever it is, it is thrown again where the items are asked for.
                catch (Exception failure)
#pragma warning restore CA1031
                {
                    failures[index] = ExceptionDispatchInfo.Capture(failure);
                    Interlocked.Exchange(ref next, count);
                }
            }
        }
    }
}
