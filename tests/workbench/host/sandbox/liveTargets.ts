import { CustomVariableSupport, DataSourceApi } from '@grafana/data';
import { Component } from 'react';

/**
 * Objects of the page that sandboxed code may change for good. What such code writes to any other object of the page
 * stays in its own realm.
 */
const live = new WeakSet<object>();

const PROXY_MARK = Symbol.for('@@lockerNearMembrane');

/** A membrane's proxy denies that it has the mark, and yet gives its value. */
const isProxy = (value: object) => !(PROXY_MARK in value) && Reflect.get(value, PROXY_MARK) === true;

export const isLive = (value: object) => live.has(value);

export const markLive = (value: object) => void live.add(value);

/** Grafana's choice: what plugins make of its own classes. */
export function markInstance(value: object) {
  const isInstance =
    value instanceof Component || value instanceof DataSourceApi || value instanceof CustomVariableSupport;
  if (isInstance && isProxy(value)) {
    markLive(value);
  }
}

export function markTree(value: unknown) {
  if (typeof value === 'object' && value !== null && !isLive(value)) {
    markLive(value);
    Object.values(value).forEach(markTree);
  }
}
