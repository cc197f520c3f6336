namespace Shop.Worker;

/// <summary>Ships one order after another.</summary>
internal sealed partial class OrderProcessor(OrderSource orders, ILogger<OrderProcessor> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromSeconds(1));
        do
        {
            try
            {
                while (await orders.NextAsync(stoppingToken) is { } order)
                {
                    Shipped(order.Quantity, order.Article);
                }
            }
            catch (HttpRequestException failure)
            {
                Unreachable(failure.Message);
            }
        } while (await pause.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Information, "Shipped {Quantity} of {Article}")]
    private partial void Shipped(int quantity, string article);

    [LoggerMessage(LogLevel.Warning, "The API cannot be reached: {Reason}")]
    private partial void Unreachable(string reason);
}
