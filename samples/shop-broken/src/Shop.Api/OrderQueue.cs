using System.Collections.Concurrent;

namespace Shop.Api;

/// <summary>Orders that wait for the worker.</summary>
public sealed class OrderQueue
{
    private readonly ConcurrentQueue<Order> orders = new();

    /// <summary>Adds an order; false when it is not a sensible one.</summary>
    public bool Add(Order order)
    {
        if (string.IsNullOrWhiteSpace(order.Article) || order.Quantity is < 1 or > 100)
        {
            return false;
        }

        orders.Enqueue(order);
        return true;
    }

    /// <summary>Takes the oldest order, or null.</summary>
    public Order? Take() => orders.TryDequeue(out var order) ? order : null;
}
