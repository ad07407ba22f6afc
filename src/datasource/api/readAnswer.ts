import { type Client, type RequestOptions } from './client';
import { type Answer, type QueryData } from '../types';
import { readQueryData } from '../wire';

/** Asks for query data. What an answer lacks is no data: servers write an empty result as null, too. */
export async function askForData(
  client: Client,
  path: string,
  params: Record<string, string | undefined>,
  options: RequestOptions = {}
): Promise<Answer<QueryData>> {
  const { data, ...rest } = await client.query<unknown>(path, params, options);
  return { data: readQueryData(data), ...rest };
}
