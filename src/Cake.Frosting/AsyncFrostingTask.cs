using Cake.Core;

namespace Cake.Frosting;

/// <summary>Base of an asynchronous task that makes do with the plain Cake context.</summary>
public abstract class AsyncFrostingTask : AsyncFrostingTask<ICakeContext>;
